;;; Debug information: what a code object says about the frames it leaves on the stack, for (runtime frames) to read.
;;;
;;; A return record tells the position of a call. Here is what else a person wants to know of it: which procedures it belongs to,
;;; when some were inlined, and which variables are in the slots. Most calls of the system's own code have neither, so they
;;; cost nothing; the user's take a few bytes each.
;;;
;;;   #(entries sites variables), or () when no call has anything to say
;;;
;;;   entries    bytevector: for each such call, in the order of the return addresses, numbers of 7 bits a byte, lowest first, the
;;;              highest bit set when more follow:
;;;              return address minus that of the entry before (the first: offset in the instructions)
;;;              site, 0: the procedure itself
;;;              count, and that many times: slot, number of the variable; slot 16384 + k: argument k of a call of a hook,
;;;              which is nowhere any more but in the condition, when the hook complains about it
;;;   sites      vector, three words a site, numbered from 1: name of the inlined procedure (a symbol), position of the call that it
;;;              was moved to, site of that call
;;;   variables  vector, two words a variable, numbered from 0: name, 2 * site + 1 for a parameter, + 0 for others
(define-library (compiler back debug-information)
  (export debug-information)
  (import (scheme base) (compiler ir flow) (compiler ir source))
  (begin
    ;; (debug-information calls) -> datum. calls: list of (return offset, source, list of (slot . origin)), ascending.
    (define (debug-information calls)
      (let ((tables (make-tables '() 0 '() 0)) (bytes (open-output-bytevector)))
        (for-each (lambda (origin) (variable-number! tables origin)) (origins-in-order calls))
        (let loop ((calls calls) (last 0))
          (cond ((pair? calls)
                 (let* ((call (car calls)) (context (source-context (cadr call))) (origins (car (cddr call))))
                   (if (and (= context 0) (null? origins))
                       (loop (cdr calls) last)
                       (begin
                         (put-number! (- (car call) last) bytes)
                         (put-number! (site-number! tables context) bytes)
                         (put-number! (length origins) bytes)
                         (for-each (lambda (entry)
                                     (put-number! (car entry) bytes)
                                     (put-number! (variable-number! tables (cdr entry)) bytes))
                                   origins)
                         (loop (cdr calls) (car call))))))
                ((= last 0) '())
                (else
                 (let ((variables (flat-variables tables)))
                   (vector (get-output-bytevector bytes) (flat-sites tables) variables)))))))

    ;; The variables of all calls in the order of their numbers.
    (define (origins-in-order calls)
      (let loop ((calls calls) (ordered '()))
        (if (null? calls)
            ordered
            (loop (cdr calls)
                  (let entries ((rest (car (cddr (car calls)))) (ordered ordered))
                    (if (null? rest)
                        ordered
                        (entries (cdr rest) (insert-origin (cdr (car rest)) ordered))))))))

    (define (insert-origin origin ordered)
      (cond ((or (null? ordered) (< (origin-number origin) (origin-number (car ordered)))) (cons origin ordered))
            ((eq? origin (car ordered)) ordered)
            (else (cons (car ordered) (insert-origin origin (cdr ordered))))))

    ;; sites: list of (context . (name caller-position caller-site)); variables: list of (origin . number); last one first.
    (define-record-type tables
      (make-tables sites site-count variables variable-count)
      tables?
      (sites tables-sites tables-sites-set!)
      (site-count tables-site-count tables-site-count-set!)
      (variables tables-variables tables-variables-set!)
      (variable-count tables-variable-count tables-variable-count-set!))

    (define (put-number! number port)
      (if (< number 128)
          (write-u8 number port)
          (begin
            (write-u8 (+ 128 (remainder number 128)) port)
            (put-number! (quotient number 128) port))))

    ;; A site's caller is numbered before it.
    (define (site-number! tables context)
      (if (= context 0)
          0
          (let ((known (assv context (tables-sites tables))))
            (if known
                (cadr known)
                (let* ((caller (context-caller context))
                       (outer (site-number! tables (source-context caller)))
                       (number (+ 1 (tables-site-count tables))))
                  (tables-site-count-set! tables number)
                  (tables-sites-set! tables (cons (list context number (context-name context) (source-position caller) outer)
                                                  (tables-sites tables)))
                  number)))))

    (define (variable-number! tables origin)
      (let ((known (assq origin (tables-variables tables))))
        (if known
            (cdr known)
            (let ((number (tables-variable-count tables)))
              (tables-variable-count-set! tables (+ number 1))
              (tables-variables-set! tables (cons (cons origin number) (tables-variables tables)))
              number))))

    ;; Contexts of variables may be sites that no call has; so this comes before the sites are read.
    (define (flat-variables tables)
      (let loop ((variables (reverse (tables-variables tables))) (words '()))
        (if (null? variables)
            (list->vector (reverse words))
            (let* ((origin (car (car variables)))
                   (key (+ (* 2 (site-number! tables (origin-context origin))) (if (origin-parameter? origin) 1 0))))
              (loop (cdr variables) (cons key (cons (origin-name origin) words)))))))

    (define (flat-sites tables)
      (let loop ((sites (tables-sites tables)) (words '()))
        (if (null? sites)
            (list->vector words)
            (loop (cdr sites) (append (cddr (car sites)) words)))))))
