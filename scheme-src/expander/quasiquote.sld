;;; Quasiquote: nested levels, splicing, vectors and dotted unquotes; what is constant stays one constant.
;;;
;;; A template is expanded to a *part*: (#t . datum) when nothing in it is evaluated, else (#f . built expression).
;;; Constant tails are shared with the template, as R7RS allows.
(define-library (expander quasiquote)
  (export expand-quasiquote quasiquote-keyword-set! unquote-keyword unquote-splicing-keyword)
  (import (scheme base)
          (reader syntax) (expander builder) (expander environment) (expander expression) (expander support))
  (begin
    (define unquote-keyword (make-keyword 'unquote #f #f))
    (define unquote-splicing-keyword (make-keyword 'unquote-splicing #f #f))

    ;; The keyword itself, by which nested quasiquotes are known; given by the table of keywords.
    (define quasiquote-keyword #f)
    (define (quasiquote-keyword-set! keyword) (set! quasiquote-keyword keyword))

    (define (expand-quasiquote datum position environment name)
      (if (= (form-size datum) 2)
          (part->built (expand-template (cadr datum) environment 1) position)
          (ill-formed datum position '(quasiquote template))))

    (define (constant-part datum) (cons #t datum))
    (define (built-part built) (cons #f built))

    (define (part->built part position)
      (if (car part)
          (build-const position (cdr part))
          (cdr part)))

    (define (expand-template syntax environment depth)
      (let ((datum (car syntax)))
        (cond ((pair? datum) (expand-list-template datum (cdr syntax) environment depth))
              ((vector? datum)
               (let ((part (expand-list-template (vector->list datum) (cdr syntax) environment depth)))
                 (if (car part)
                     (constant-part (list->vector (cdr part)))
                     (built-part
                      (support-call (cdr syntax) 'list->vector (list (cdr part)) environment)))))
              (else (constant-part (datum->plain datum))))))

    ;; Is the datum (keyword x), the keyword one of the three?
    (define (marked? datum keyword environment)
      (and (pair? datum)
           (identifier-syntax? (car datum))
           (pair? (cdr datum))
           (null? (cddr datum))
           (eq? keyword (lookup (car (car datum)) environment))))

    ;; A list datum, or the rest of one: so a dotted unquote, (a . (unquote b)), is seen too.
    (define (expand-list-template datum position environment depth)
      (cond ((null? datum) (constant-part '()))
            ((not (pair? datum)) (expand-template (make-syntax datum position) environment depth))
            ((marked? datum unquote-keyword environment)
             (if (= depth 1)
                 (built-part (expand (cadr datum) environment))
                 (expand-marked datum position environment (- depth 1))))
            ((marked? datum quasiquote-keyword environment)
             (expand-marked datum position environment (+ depth 1)))
            ((and (= depth 1) (marked? datum unquote-splicing-keyword environment))
             (constant-part (malformed position "unquote-splicing stands where there is no list to splice into")))
            ((marked? (car (car datum)) unquote-splicing-keyword environment)
             (expand-splice (car datum) (cdr datum) position environment depth))
            (else
             (join-parts (expand-template (car datum) environment depth)
                         (expand-list-template (cdr datum) position environment depth)
                         position))))

    ;; (keyword x) that stays, its x at another depth, where x may be something to be spliced.
    (define (expand-marked datum position environment depth)
      (join-parts (constant-part (identifier-symbol (car (car datum))))
                  (expand-list-template (cdr datum) position environment depth)
                  position))

    (define (expand-splice syntax rest position environment depth)
      (let ((after (lambda () (expand-list-template rest position environment depth))))
        (if (= depth 1)
            (let ((spliced (expand (cadr (car syntax)) environment)))
              (if (null? rest)
                  (built-part spliced)
                  (built-part
                   (support-call (cdr syntax) 'append
                                 (list spliced (part->built (after) position))
                                 environment))))
            (let ((kept (expand-marked (car syntax) (cdr syntax) environment (- depth 1))))
              (join-parts kept (after) position)))))

    (define (join-parts first rest position)
      (if (and (car first) (car rest))
          (constant-part (cons (cdr first) (cdr rest)))
          (built-part
           (build-primcall #f 'cons (list (part->built first position) (part->built rest position))))))))
