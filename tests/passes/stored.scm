;; engines: stage0
;; libraries: .. ../../scheme-src
;; Procedures of Core as data and back: the same but for names of variables; what mentions a value that the table refuses is #f.
(import (scheme base) (scheme write) (reader parse)
        (compiler ir core) (compiler ir variable) (compiler ir grammar) (compiler ir printer) (compiler ir reader)
        (compiler ir stored) (compiler ir text))

(define values-seen '())                ; of the table, last one first

(define (value-number node)
  (if (and (ref? node) (eq? (variable-name (ref-variable node)) 'forbidden))
      #f
      (begin
        (set! values-seen (cons node values-seen))
        (- (length values-seen) 1))))

(define (value-numbered index) (list-ref (reverse values-seen) index))

(define (show procedure)
  (let ((data (procedure->data procedure (lambda (clause) #t) value-number)))
    (if data
        (write-indented (node->plain-datum (data->procedure data value-numbered) core-language) (current-output-port))
        (begin (write data) (newline)))))

(let loop ((datum (read-datum (current-input-port) (lambda arguments (error "wrong text" arguments)))))
  (if (not (eof-object? datum))
      (begin
        (show (datum->node datum core-language))
        (loop (read-datum (current-input-port) (lambda arguments (error "wrong text" arguments)))))))
