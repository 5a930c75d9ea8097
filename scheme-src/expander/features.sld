;;; Features: the requirements of cond-expand, and where included files are.
;;;
;;;   (feature-holds? requirement-syntax)           boolean; malformed ones are reported and do not hold
;;;   (select-clause datum position)                the list datum of the first cond-expand clause that holds, or ()
;;;   (read-included datum position fold-case?)     the forms of the files that an include form names, as a list datum
;;;   (features-set! symbols library-available? library-folders)
;;;        library-available?: procedure of a plain library name; library-folders: thunk of the folders of -L and the like
(define-library (expander features)
  (export select-clause read-included features-set!)
  (import (scheme base) (base list) (base text) (base report) (base position)
          (reader syntax) (reader file) (expander shapes))
  (begin
    (define active-features '())
    (define library-available? (lambda (name) #f))

    (define include-folders (lambda () '()))

    (define (features-set! symbols available? library-folders)
      (set! active-features symbols)
      (set! library-available? available?)
      (set! include-folders library-folders))

    (define (feature-holds? syntax)
      (let ((datum (car syntax)))
        (cond ((identifier-datum? datum)
               (let ((symbol (identifier-symbol datum)))
                 (or (eq? symbol 'else) (if (memq symbol active-features) #t #f))))
              ((and (pair? datum) (list-datum? datum) (identifier-datum? (car (car datum))))
               (compound-holds? (identifier-symbol (car (car datum))) (cdr datum) (cdr syntax)))
              (else (report-error! (cdr syntax) "malformed feature requirement") #f))))

    (define (compound-holds? operator operands position)
      (cond ((eq? operator 'and) (every feature-holds? operands))
            ((eq? operator 'or) (any feature-holds? operands))
            ((and (eq? operator 'not) (pair? operands) (null? (cdr operands)))
             (not (feature-holds? (car operands))))
            ((and (eq? operator 'library) (pair? operands) (null? (cdr operands)))
             (library-available? (syntax->datum (car operands))))
            (else
             (report-error! position "malformed feature requirement"
                            "expected a feature, (and ...), (or ...), (not ...) or (library name)")
             #f)))

    (define (select-clause datum position)
      (let loop ((clauses (cdr datum)))
        (cond ((not (pair? clauses)) '())
              ((not (and (pair? (car (car clauses))) (list-datum? (car (car clauses)))))
               (report-ill-shaped "clause of cond-expand" (car clauses) '(feature-requirement form ...))
               (loop (cdr clauses)))
              ((feature-holds? (car (car (car clauses)))) (cdr (car (car clauses))))
              (else (loop (cdr clauses))))))

    (define (read-included datum position fold-case?)
      (if (and (pair? (cdr datum)) (list-datum? datum)
               (every (lambda (syntax) (string? (car syntax))) (cdr datum)))
          (append-map (lambda (syntax) (read-one-included (car syntax) (cdr syntax) fold-case?)) (cdr datum))
          (begin
            (report-ill-formed datum position (list (identifier-symbol (car (car datum))) "file" '...))
            '())))

    (define (read-one-included name position fold-case?)
      (let* ((places (included-places name position))
             (path (find source-file-exists? places)))
        (if path
            (read-source-file path fold-case?)
            (begin
              (report-error! position (text "no such file: " (car places)))
              '()))))

    ;; Where a file may be: relative names start from the folder of the including file, or else from the folders of libraries.
    (define (included-places name position)
      (if (text-prefix? "/" name)
          (list name)
          (let* ((including (if position (position-file position) ""))
                 (slash (text-last-index including #\/)))
            (cons (if slash (string-append (substring including 0 (+ slash 1)) name) name)
                  (map (lambda (folder) (string-append folder "/" name)) (include-folders))))))))
